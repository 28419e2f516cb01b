import { build } from './build.mjs'
import { ensurePackages } from './ensure.mjs'
import { root } from './shell.mjs'

ensurePackages()
build()
// In this process, so that signals reach the service and nothing is left behind.
process.chdir(root)
process.env.NODE_ENV ??= 'production'
await import('../dist/server/main.js')
