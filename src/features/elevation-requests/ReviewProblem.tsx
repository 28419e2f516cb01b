import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { DecisionProblem } from '#src/shared/decision/DecisionProblem.tsx'

import { outcomeText, text } from './request-text.ts'
import type { ReviewProblem as Problem } from './review-outcome.ts'

type Props = {
  problem: Problem
  now: number
  onAccept: (request: ElevationRequest) => void
  onLook: () => void
}

/** Why the decision on an elevation request was not made. */
export const ReviewProblem = ({ now, ...props }: Props) => (
  <DecisionProblem
    {...props}
    outcomeOf={(request) => ({
      ...outcomeText(request, now),
      reason: text(request.reviewerJustification),
    })}
    expired="The user can ask again."
  />
)
