/**
 * Which journeys run against the stand-in for Microsoft Graph (the project `graph`). Every file of journeys stands here once, and
 * `journeys.spec.ts` sees to it: those that run, without what Graph cannot do; and those that do not.
 */

/** Why it cannot be with Graph, and the journey that shows what the page says instead; null where nothing is there to say. */
type Reason = { why: string; said: string | null }
type OnGraph = {
  /** What `npm test` runs of it: all, or titles that begin so. The rest comes with `EPM_GRAPH=all`. */
  core: 'all' | readonly string[]
  /** Journeys by the beginning of their title. */
  except?: Readonly<Record<string, Reason>>
}

const samePages = 'The pages are the same, whatever answers them.'
const noNotices = 'with Graph the queue says when it is read again, and shows what came meanwhile'
const history = 'what only the console’s own service has says so where one looks for it'
const peopleRights = 'who gains what by a role is not told by Graph, and the page says so'
const days = 'reports that add up say that they are of all days'
const pam = 'privileged access writes the commands of Exchange instead'

const versionless: Reason = {
  why: 'It sends decisions over a version that never was; Graph knows no versions and would carry them out.',
  said: 'a field that changed between opening and approving is named',
}

export const onGraph: Readonly<Record<string, OnGraph>> = {
  'graph.e2e.ts': { core: 'all' },
  'queue.e2e.ts': {
    core: [
      'filter, search and sort live in the address',
      'a link to a request and to its dialog',
      'an address under which nothing is',
      'scrolling brings the rest',
    ],
    except: {
      'a first visit asks who to be': {
        why: 'Sample people are of our own service; the sign-in is Microsoft’s.',
        said: 'a static build signs in at the provider and comes back to the page that was asked for',
      },
      'a new request appears in the open queue': {
        why: 'Graph has no notices of requests (graph-contract 10.1).',
        said: noNotices,
      },
    },
  },
  'decide.e2e.ts': {
    core: 'all',
    except: {
      'the service refuses an approval of one’s own request': {
        why: 'Graph documents no such rule; the console keeps one of its own.',
        said: 'nobody approves their own request',
      },
    },
  },
  'held-back.e2e.ts': {
    core: ['a list that has to wait longer'],
    except: {
      'a page that is held back while it starts': {
        why: 'It holds back an answer that Graph does not have.',
        said: null,
      },
    },
  },
  'main-job.e2e.ts': { core: 'all' },
  'policy-wizard.e2e.ts': { core: 'all' },
  'policy-edit.e2e.ts': {
    core: [
      'the rules are edited on their own',
      'two admins edit one policy',
      'two admins edit the rules',
      'two admins assign one policy',
      'a policy is copied, exported',
    ],
    except: {
      'a version is restored': { why: 'Graph keeps no versions of policies.', said: history },
    },
  },
  'reusable-settings.e2e.ts': { core: 'all' },
  'reports.e2e.ts': {
    core: [
      'from the list over a filter',
      'an export holds exactly what is filtered',
      'an export goes into the file',
    ],
    except: { 'reports have no fault that axe finds': { why: samePages, said: null } },
  },
  'overview.e2e.ts': {
    core: ['the overview is where readers', 'the trend is read', 'from the report by user'],
    except: {
      'reports by application and publisher': {
        why: 'It chooses days, by which Graph’s reports cannot be filtered.',
        said: days,
      },
      'axe finds nothing': { why: samePages, said: null },
    },
  },
  'list-tools.e2e.ts': { core: ['columns and views of the queue'] },
  'roles.e2e.ts': {
    core: ['epm.reader: ', 'no.role: '],
    except: {
      'intune.admin: ': versionless,
      'epm.manager: ': versionless,
      'security.manager: ': versionless,
      'requests.approver: ': versionless,
    },
  },
  'roles-page.e2e.ts': {
    core: [],
    except: {
      'a custom role, given to a group': {
        why: 'It asks what each person gains, which Graph does not tell of others.',
        said: peopleRights,
      },
      'a role is assigned with the keyboard': {
        why: 'It asks what each person gains, which Graph does not tell of others.',
        said: peopleRights,
      },
      'nobody changes their own role': {
        why: 'Graph allows it; through which group one has a role is not told.',
        said: peopleRights,
      },
    },
  },
  'roles-conflicts.e2e.ts': { core: ['two administrators edit one role'] },
  'published-documents.e2e.ts': { core: ['six rules of three types', 'a reusable setting'] },
  'signed-files.e2e.ts': { core: ['a signed program fills a rule'] },
  'keyboard-policies.e2e.ts': { core: [] },
}

/** Files that do not run; `*` at the end is any rest of the name. */
export const notOnGraph: Readonly<Record<string, Reason>> = {
  'a11y*': { why: samePages, said: null },
  'hostile.e2e.ts': { why: samePages, said: null },
  'cross-site.e2e.ts': { why: 'With Graph there is no cookie to misuse.', said: null },
  'safety.e2e.ts': { why: 'About headers and the cookie of our own service.', said: null },
  'secrets.e2e.ts': { why: 'About the log and the files of our own service.', said: null },
  'sign-in.e2e.ts': {
    why: 'About sessions of our own service.',
    said: 'a static build signs in at the provider and comes back to the page that was asked for',
  },
  'live.e2e.ts': { why: 'Devices report to our own service only.', said: noNotices },
  'keyboard-access.e2e.ts': { why: 'Microsoft publishes no interface for it.', said: pam },
  'privileged-access*': { why: 'Microsoft publishes no interface for it.', said: pam },
  'tokens.e2e.ts': { why: 'Tokens are keys to our own service.', said: history },
  'sessions.e2e.ts': { why: 'About sessions of our own service.', said: history },
  'rights-table.e2e.ts': {
    why: 'About what our own service refuses; with Graph it is Intune that does.',
    said: 'epm.reader: ',
  },
}

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
/** Playwright compares with "project file title". */
const titled = (file: string, beginning: string) => `${literally(file)} ${literally(beginning)}`

/** What the project `graph` of Playwright runs; `all` is every journey that Graph supports. */
export const graphProject = (all: boolean) => {
  const files = Object.entries(onGraph)
  const wanted = files.flatMap(([file, { core }]) =>
    all || core === 'all' ? [literally(file)] : core.map((beginning) => titled(file, beginning)),
  )
  const unwanted = files.flatMap(([file, { except = {} }]) =>
    Object.keys(except).map((beginning) => titled(file, beginning)),
  )
  return {
    testMatch: files.map(([file]) => file),
    grep: new RegExp(wanted.join('|')),
    grepInvert: new RegExp(unwanted.join('|')),
  }
}
