import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { detailsOfRequest } from '#domain/rules/file-details.ts'

/** What a request tells of its file, for rules. */
export const detailsOf = (request: ElevationRequest) =>
  detailsOfRequest(request.applicationDetail ?? {})

/** The folder of the file; `''` when the request names none. */
export const folderOf = (request: ElevationRequest) => detailsOf(request).folder
