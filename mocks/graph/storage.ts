import { apiBase } from '#contract/endpoint.ts'
import { endpoints } from '#contract/endpoints.ts'

import type { Difference } from './differences.ts'

const files = `${apiBase}${endpoints.exportFile.path.replace('{id}', '')}`

/**
 * Where Graph keeps the files of export jobs: an origin of its own, whose pre-signed addresses ask for no token
 * (graph-contract 2.2). Whether it answers pages is outside Graph's promise, so it can be told not to.
 */
export const createStorage = (
  origins: { graph: string; storage: string },
  core: (request: Request) => Promise<Response>,
) => {
  let answersPages = true
  const fetched: { token: boolean }[] = []
  const difference: Difference = {
    name: 'the file of a report lies in another host’s storage',
    source: 'the life of an export job (graph-contract 2.2)',
    answer: (body) =>
      typeof body['url'] === 'string'
        ? {
            ...body,
            url: body['url'].replace(origins.graph + files, `${origins.storage}/reports/`),
          }
        : body,
  }
  return {
    difference,
    fetched,
    answersPages: (answers: boolean) => void (answersPages = answers),
    answer: async (request: Request): Promise<Response> => {
      fetched.push({ token: request.headers.has('authorization') })
      const { pathname, search } = new URL(request.url)
      const file = pathname.replace('/reports/', files)
      const response = await core(new Request(`${origins.graph}${file}${search}`))
      const headers = new Headers(response.headers)
      if (answersPages) headers.set('Access-Control-Allow-Origin', '*')
      return new Response(response.body, { status: response.status, headers })
    },
  }
}
