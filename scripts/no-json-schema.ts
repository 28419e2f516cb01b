import type { Plugin } from 'vite'

const modules = /[\\/]zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/
const exported = /^export (?:const|function) (\w+)/gm

/**
 * Every schema of zod brings its way to JSON Schema along, 4.7 kB of each first visit that the page never uses.
 * What is left of those two modules has the same names and fails loudly when called.
 */
export const noJsonSchema = (): Plugin => ({
  name: 'no-json-schema',
  apply: 'build',
  transform(code, id) {
    if (!modules.test(id)) return null
    const names = [...code.matchAll(exported)].map(([, name = '']) => name)
    if (names.length === 0)
      throw new Error(`${id} no longer has the exports that this build drops.`)
    const none = `() => { throw new Error('JSON Schema is left out of the page.') }`
    return `const none = ${none}\n${names
      .map((name) =>
        // Called while a schema is made: only the method they make may fail.
        name.startsWith('create')
          ? `export const ${name} = () => none`
          : `export { none as ${name} }`,
      )
      .join('\n')}\nexport { none as process }`
  },
})
