/**
 * What tells that an event came again is looked for in its hour and no longer in its day: ids are random, so that a batch wrote
 * nearly every page of the day's ids anew, which was a third of all that storing wrote.
 */
export const elevationIdsByHour: readonly string[] = [
  'drop index elevations_id',
  'create unique index elevations_id on elevations ((event_ms / 3600000), id)',
]
