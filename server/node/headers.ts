/** Section 5.3 of the security requirements, on every answer: pages, files, API, errors and 304 alike (R21). */
const policy = (nonce: string | null, connect: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // Griffel adds style elements of its own, with the nonce the shell was loaded with.
    nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    'report-to csp',
    'report-uri /csp',
  ].join('; ')

const fixed = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
  'Reporting-Endpoints': 'csp="/csp"',
} as const

/** Sets the headers on a response. HSTS only over https: browsers ignore it elsewhere. */
export const setSecurityHeaders = (
  headers: Headers,
  page: {
    https: boolean
    nonce: string | null
    /** Other origins that the page may call; none with our own service. */
    connect?: readonly string[] | undefined
  },
): void => {
  headers.set('Content-Security-Policy', policy(page.nonce, page.connect ?? []))
  for (const [name, value] of Object.entries(fixed)) headers.set(name, value)
  if (page.https) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}
