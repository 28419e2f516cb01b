/** Lets everything else that waits run first: a synchronous database would not. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
