const unsafe = /[\u0000-\u0020\u007f-\u009f\\]/

/**
 * Where to go after sign-in: a path of this origin or `fallback`, never another site (R31).
 * `returnTo` comes from the address bar, so anybody can have written it.
 */
export const safeReturn = (
  returnTo: string | null | undefined,
  origin: string,
  fallback = '/',
): string => {
  if (!returnTo?.startsWith('/') || unsafe.test(returnTo)) return fallback
  if (!URL.canParse(returnTo, origin)) return fallback
  const url = new URL(returnTo, origin)
  // Dots may collapse to `//other.example` only after parsing, so the parsed path is what counts.
  if (url.origin !== new URL(origin).origin || url.pathname.startsWith('//')) return fallback
  if (url.pathname === '/sign-in') return fallback
  return url.pathname + url.search + url.hash
}
