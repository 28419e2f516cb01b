/** Forgets what was typed in this tab and not sent, whoever typed it. */
export const forgetDrafts = (storage: Storage) => {
  for (const name of Object.keys(storage)) if (name.startsWith('draft:')) storage.removeItem(name)
}
