import { z } from './zod.ts'

export const clouds = ['global', 'usGovL4', 'usGovL5', 'china'] as const
export type Cloud = (typeof clouds)[number]

/**
 * `/config.json` beside the page: which backend the console speaks to. Our own service sends none; a static web server serves
 * this file so that the built page works against Microsoft Graph.
 */
export const ConsoleConfig = z.strictObject({
  backend: z.literal('graph'),
  /** Directory (tenant) id, or one of its domain names. */
  tenantId: z.string().regex(/^[\w.-]{1,128}$/, 'must be a tenant id or a domain name'),
  /** Application (client) id of the app registration. */
  clientId: z.string().regex(/^[\w.-]{1,128}$/, 'must be an application id'),
  cloud: z.enum(clouds).default('global'),
  /** `read` asks only for Read permissions. That hides commands; what a person may do is decided by the Intune role. */
  access: z.enum(['read', 'readWrite']).default('readWrite'),
  /** Another address of Graph and of the sign-in, for a stand-in: both or none, https only. */
  graphOrigin: z.url({ protocol: /^https$/ }).optional(),
  authority: z.url({ protocol: /^https$/ }).optional(),
})
export type ConsoleConfig = z.infer<typeof ConsoleConfig>

/** Where each national cloud answers (Graph reference, "National cloud deployments"), and where its storage keeps report files. */
export const cloudAddresses: Record<Cloud, { graph: string; login: string; storage: string }> = {
  global: {
    graph: 'https://graph.microsoft.com',
    login: 'https://login.microsoftonline.com',
    storage: 'https://*.blob.core.windows.net',
  },
  usGovL4: {
    graph: 'https://graph.microsoft.us',
    login: 'https://login.microsoftonline.us',
    storage: 'https://*.blob.core.usgovcloudapi.net',
  },
  usGovL5: {
    graph: 'https://dod-graph.microsoft.us',
    login: 'https://login.microsoftonline.us',
    storage: 'https://*.blob.core.usgovcloudapi.net',
  },
  china: {
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    login: 'https://login.chinacloudapi.cn',
    storage: 'https://*.blob.core.chinacloudapi.cn',
  },
}

/** The two origins that the page of a configuration speaks to, and where report files may come from. */
export const originsOf = (
  config: ConsoleConfig,
): { graph: string; login: string; storage: string } => {
  const { graph, login, storage } = cloudAddresses[config.cloud]
  return {
    graph: new URL(config.graphOrigin ?? graph).origin,
    login: new URL(config.authority ?? login).origin,
    storage,
  }
}
