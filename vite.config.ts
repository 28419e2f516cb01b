import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { noJsonSchema } from './scripts/no-json-schema.ts'

/**
 * What every visit loads anyway, in one file: cut into several it compresses worse, by 8 kB of the queue's first visit.
 * Nothing that only some pages need may match.
 */
const onlySome =
  '(?!(reports|report-names|export-(csv|file|job|list)|audit-export|list-(events|pages)|save-(file|text|documents)|merge)\\.ts)'
/** Only with Microsoft Graph. */
const onlyGraph = '(?!graph/)'
/** Ways to sign in, and dialogs of the session: loaded when they are shown. */
const whenShown =
  '(?!(pages/(SignInPage|ProviderSignIn|MicrosoftSignIn|SessionEnded|SetupForm|sign-in-styles)|shell/(FreshSignInDialog|SessionsDialog|browser-name))\\.tsx?)'
/** What `contract/first-endpoints.ts` needs; the other schemas come with the whole table. */
const firstContract =
  '(batch|directory|elevation-requests|endpoint|epm|errors|first-endpoints|odata|rights|zod)\\.ts'
const always = new RegExp(
  [
    'node_modules/(zod|react|react-dom|react-router|scheduler|keyborg|stylis|rtl-css-js)/',
    'node_modules/(@tanstack/(query-core|react-query)|@griffel|@emotion/hash)/',
    'node_modules/@fluentui/(tokens|react-(shared-contexts|provider)|react-icons/lib/(core|utils|providers|contexts))/',
    `${import.meta.dirname}/contract/${firstContract}`,
    `${import.meta.dirname}/src/(api|app|lib)/${onlyGraph}${onlySome}${whenShown}`,
  ].join('|'),
)

/** The page. Its manifest tells the size gate which files the first visit to the queue loads. */
export default defineConfig({
  plugins: [react(), noJsonSchema()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: 'es2023',
    // A preload polyfill or an inlined asset would need a looser Content-Security-Policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // `scripts/size.mjs` is the gate.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'always', test: always }] } } },
  },
  server: {
    proxy: { '/beta': { target: process.env['EPM_SERVICE'] ?? 'http://127.0.0.1:8080' } },
  },
})
