/** A failed call as people read it; `ApiError` of src/api is one. */
export type Failure = {
  title: string
  /** `notOffered`: trying again is no use. */
  kind?: string
  message: string
  /** Null when no answer came. */
  status: number | null
  requestId: string
  /** Milliseconds the service asked to wait. */
  retryAfter?: number | null
  details: readonly { message: string; target?: string | undefined }[]
}
