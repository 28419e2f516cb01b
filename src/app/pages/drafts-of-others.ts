const key = 'signed-in-as'

/** What one person typed is not shown to the next who signs in on the same tab. */
export const forgetDraftsOfOthers = (userPrincipalName: string) => {
  if (sessionStorage.getItem(key) !== userPrincipalName) sessionStorage.clear()
  sessionStorage.setItem(key, userPrincipalName)
}
