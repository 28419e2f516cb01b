import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page. Its manifest tells the size gate which files the first visit to the queue loads. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: 'es2023',
    // A preload polyfill or an inlined asset would need a looser Content-Security-Policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/beta': { target: process.env['EPM_SERVICE'] ?? 'http://127.0.0.1:8080' } },
  },
})
