/** Work in the background that stops when it is told, and then resolves once nothing of it runs any more. */
export type BackgroundWork = { stop: () => Promise<void> }

/**
 * Of all processes on one database, one does the work of the background. `asOnlyWorker` takes how to start it: at once where
 * there is one process only, and with PostgreSQL whenever this process is the elected one. It may be started again after it was
 * stopped, and for some seconds after a connection broke two processes may run it: every step has to be a transaction of its own
 * that looks at what is there.
 */
export type AsOnlyWorker = (start: () => BackgroundWork) => BackgroundWork

/** For a database that has one process by nature: a data folder is locked by its server. */
export const onlyProcess: AsOnlyWorker = (start) => start()
