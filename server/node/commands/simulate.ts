import { openExistingData } from '../open-data.ts'
import { simulateCommand } from '../simulate/command.ts'
import type { Command } from './command.ts'

/** Plays a fleet of devices against a running console. */
export const simulate: Command = (args, scope) =>
  simulateCommand(args, {
    print: scope.print,
    openDatabase: (data) => {
      const { db } = openExistingData(data)
      return Promise.resolve({ db, close: () => db.destroy() })
    },
  })
