import type { Db } from '../schema.ts'
import { allOf, anyOf, type Condition } from './condition.ts'
import { folderCondition, nameCondition, type TextTest } from './look-up.ts'
import { splitPath } from './split-path.ts'

const equal = (value: string): TextTest => ({ op: 'compare', comparison: '=', value })

/**
 * Events whose full path contains, begins with, ends with or is the text. Paths are stored as folder and name; a text that has a
 * separator may lie across both, and then only its last one can be where they meet.
 */
export const pathCondition = async (
  db: Db,
  op: 'contains' | 'startswith' | 'endswith' | 'eq',
  text: string,
): Promise<Condition> => {
  const { folder, name } = splitPath(text)
  const both = async (one: TextTest, other: TextTest) =>
    allOf([await folderCondition(db, one), await nameCondition(db, other)])
  switch (op) {
    case 'eq':
      return both(equal(folder), equal(name))
    case 'startswith':
      return anyOf([
        await folderCondition(db, { op, value: text }),
        await both(equal(folder), { op, value: name }),
      ])
    case 'endswith':
      return folder === ''
        ? // A path that is only a folder ends with nothing of a name.
          nameCondition(db, { op, value: name })
        : both({ op, value: folder }, equal(name))
    case 'contains':
      return anyOf([
        await folderCondition(db, { op, value: text }),
        folder === ''
          ? await nameCondition(db, { op, value: text })
          : await both({ op: 'endswith', value: folder }, { op: 'startswith', value: name }),
      ])
  }
}
