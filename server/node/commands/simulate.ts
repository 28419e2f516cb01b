import { openExistingData } from '../open-data.ts'
import { simulateCommand } from '../simulate/command.ts'
import type { Command } from './command.ts'

/** Plays a fleet of devices against a running console. */
export const simulate: Command = (args, scope) =>
  simulateCommand(args, {
    print: scope.print,
    openDatabase: async (data) => {
      const { db } = await openExistingData(data)
      return { db, close: () => db.destroy() }
    },
  })
