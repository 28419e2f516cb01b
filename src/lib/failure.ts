/** A failed call as people read it; `ApiError` of src/api is one. */
export type Failure = {
  title: string
  message: string
  /** Null when no answer came. */
  status: number | null
  requestId: string
  details: readonly { message: string; target?: string | undefined }[]
}
