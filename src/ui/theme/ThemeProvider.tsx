import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { createDOMRenderer, RendererProvider } from '@griffel/react'
import { useState, type ReactNode } from 'react'

import { useIsDark } from './theme-choice.ts'

/** The service puts a fresh nonce into the page each time; styles made at run time carry it (DESIGN 8). */
const nonceOf = () =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

export const ThemeProvider = ({ children }: { children: ReactNode }) => {
  const [renderer] = useState(() =>
    createDOMRenderer(document, { styleElementAttributes: { nonce: nonceOf() } }),
  )
  const isDark = useIsDark()
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      {/* No class here: Fluent gives it to the roots of its portals too. */}
      <FluentProvider theme={isDark ? webDarkTheme : webLightTheme}>{children}</FluentProvider>
    </RendererProvider>
  )
}
