import { spawn } from 'node:child_process'

import { ensurePackages } from './ensure.mjs'
import { root } from './shell.mjs'

ensurePackages()
const bin = `${root}/node_modules/.bin`
const port = process.env.PORT ?? '8081'
const env = { ...process.env, PORT: port, EPM_SERVICE: `http://127.0.0.1:${port}` }
const children = [
  spawn(`${bin}/tsx`, ['watch', 'server/node/main.ts'], { cwd: root, stdio: 'inherit', env }),
  spawn(`${bin}/vite`, ['--port', '5173', '--strictPort'], { cwd: root, stdio: 'inherit', env }),
]
const stop = () => children.forEach((child) => child.kill('SIGTERM'))
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
for (const child of children) child.once('exit', stop)
