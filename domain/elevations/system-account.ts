/**
 * Windows' own accounts, as devices report them: `NT AUTHORITY\SYSTEM` and its like. Nobody can take administrator rights from
 * them, so they are no people of the Overview.
 */
export const isSystemAccount = (upn: string): boolean => /^nt (authority|service)\\/i.test(upn)
