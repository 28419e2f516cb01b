import { textLimits, type ReviewBody } from '#contract/elevation-requests.ts'
import { z } from '#contract/zod.ts'

export const reasonLimit = textLimits.reason

/** The dialog's form. The reason is optional; its length is counted as the service counts it. */
export const ReviewForm = z.object({
  reason: z
    .string()
    .max(reasonLimit, `At most ${reasonLimit.toLocaleString('en-GB')} characters.`)
    .refine((reason) => !/\p{Cs}/u.test(reason), 'Contains half of a character. Type it again.'),
})
export type ReviewForm = z.infer<typeof ReviewForm>

export const emptyReview = (): ReviewForm => ({ reason: '' })

/** Blank is no reason; anything else is sent as it was typed. */
export const toReviewBody = (values: ReviewForm): ReviewBody =>
  values.reason.trim() === '' ? {} : { reviewerJustification: values.reason }
