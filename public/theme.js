// Runs before the first paint, so that a chosen theme does not flash. Same key as src/ui/theme/theme-choice.ts.
try {
  const choice = localStorage.getItem('theme')
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice
} catch {
  // Storage is forbidden: the system's theme it is.
}
