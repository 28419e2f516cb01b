import './app/base.css'

import { createRoot } from 'react-dom/client'

import { App } from './app/App.tsx'
import { invariant } from './lib/invariant.ts'

const root = document.getElementById('root')
invariant(root, 'index.html has no element with the id "root".')
createRoot(root).render(<App />)
