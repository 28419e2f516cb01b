import { defineConfig } from 'vite'

/** The service and its commands, bundled so that a warm start reads a few files instead of a few hundred. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: [/^#/] },
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      input: { main: 'server/node/main.ts', cli: 'server/node/cli.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
