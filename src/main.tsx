import './app/base.css'

import { createRoot } from 'react-dom/client'

import { prepareBackend } from './api/backend.ts'
import { App } from './app/App.tsx'
import { invariant } from './lib/invariant.ts'

const root = document.getElementById('root')
invariant(root, 'index.html has no element with the id "root".')
prepareBackend().then(
  () => createRoot(root).render(<App />),
  (reason: unknown) => {
    // Before there is a page there is only text to say what is wrong with how it is served.
    root.setAttribute('role', 'alert')
    root.textContent = `The console cannot start. ${reason instanceof Error ? reason.message : ''}`
  },
)
