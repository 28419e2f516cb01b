import { ElevationRequest } from '#contract/elevation-requests.ts'
import type { Decidable, DecisionProblem } from '#src/shared/decision/decision-problem.ts'

import { text, type Decision } from './request-text.ts'
import { shownFields } from './shown-fields.ts'

export type ReviewProblem = DecisionProblem<ElevationRequest>

/** An elevation request, as a thing to decide. */
export const elevation: Decidable<ElevationRequest> = {
  fields: shownFields,
  endOf: ({ status }) =>
    status === 'pending' || status === 'none' ? null : status === 'expired' ? 'expired' : 'decided',
  parse: (resource) => ElevationRequest.safeParse(resource).data ?? null,
}

const reached: Record<Decision, readonly string[]> = {
  // A fast device may have run the file between the decision and the look.
  approve: ['approved', 'completed'],
  deny: ['denied'],
}

/** Does this reading show my decision? Told by state and by my immutable id. */
export const isMyDecision = (request: ElevationRequest, decision: Decision, myId: string) =>
  reached[decision].includes(request.status) &&
  text(request.reviewCompletedByUserId).toLowerCase() === myId.toLowerCase()
