/** Setting definition ids, option ids and template ids of both EPM profiles (graph-contract 3, 4.1 to 4.3). */

const vendor = 'device_vendor_msft_policy_'

/** The group that holds the rules; every rule attribute's id and most option ids begin with it. */
export const ruleGroupId = `${vendor}privilegemanagement_elevationrules_{elevationrulename}`
export const ruleGroupTemplateId = 'ee3d2e5f-6b3d-4cb1-af9b-37b02d3dbae2'

/**
 * Where an attribute stands and which template ids its first occurrence in a policy carries. Settings without a
 * template leave the references out or, with `nullReferences`, say that there are none.
 */
export type Attribute = {
  id: string
  template: { instance: string; value: string } | null
  nullReferences?: true
}

const attribute = (suffix: string, instance?: string, value?: string): Attribute => ({
  id: `${ruleGroupId}_${suffix}`,
  template: instance && value ? { instance, value } : null,
})

export const attributes = {
  appliesTo: attribute(
    'appliesto',
    '0cde1c42-c701-44b1-94b7-438dd4536128',
    '2ec26569-c08f-434c-af3d-a50ac4a1ce26',
  ),
  name: attribute(
    'name',
    'fdabfcf9-afa4-4dbf-a4ef-d5c1549065e1',
    '03f003e5-43ef-4e7e-bf30-57f00781fdcc',
  ),
  description: attribute(
    'description',
    'b3714f3a-ead8-4682-a16f-ffa264c9d58f',
    '5e82a1e9-ef4f-43ea-8031-93aace2ad14d',
  ),
  elevationType: attribute(
    'ruletype',
    'bc5a31ac-95b5-4ec6-be1f-50a384bb165f',
    'cb2ea689-ebc3-42ea-a7a4-c704bb13e3ad',
  ),
  childProcessBehavior: attribute('childprocessbehavior'),
  fileName: attribute(
    'filename',
    '0c1ceb2b-bbd4-46d4-9ba5-9ee7abe1f094',
    'a165327c-f0e5-4c7d-9af1-d856b02191f7',
  ),
  filePath: attribute(
    'filepath',
    'c3b7fda4-db6a-421d-bf04-d485e9d0cfb1',
    'f011bcfc-03cd-4b28-a1f4-305278d7a030',
  ),
  signatureSource: attribute(
    'signaturesource',
    'beb74dcd-b6c8-41b1-a95d-0874e96951e0',
    '437fac65-8d18-433c-bd51-8edd33038082',
  ),
  reusableSetting: attribute('certificatepayloadwithreusablesetting'),
  certificateUpload: attribute('certificatefileupload'),
  certificateType: attribute(
    'certificatetype',
    'ea3b1b52-411c-4d89-80e9-c2289e59a97f',
    'e36c490a-62b5-4b8c-8b2a-f099fad4441b',
  ),
  fileHash: attribute(
    'filehash',
    'e4436e2c-1584-4fba-8e38-78737cbbbfdf',
    '1adcc6f7-9fa4-4ce3-8941-2ce22cf5e404',
  ),
  minimumVersion: attribute(
    'fileversion',
    '4a36432a-ad41-4ea6-b69f-05655afc43d2',
    '9d5c2849-fa98-437c-92f6-abee4e9b8a0c',
  ),
  fileDescription: attribute(
    'filedescription',
    '5e10c5a9-d3ca-4684-b425-e52238cf3c8b',
    'df3081ea-4ea7-4f34-ac87-49b2e84d4c4b',
  ),
  productName: attribute(
    'productname',
    '234631a1-aeb1-436f-9e05-dcd9489caf08',
    'e466f96d-0633-40b3-86a4-9e093b696077',
  ),
  internalName: attribute(
    'internalname',
    '08511f12-25b5-4218-812c-39a2db444ef1',
    'ec295dd4-6bbc-4fa8-a503-960784c53f41',
  ),
  arguments: attribute('arguments'),
  argumentList: attribute('arguments_restrictargumentlist'),
  userConfirmedValidation: attribute('ruletype_validation'),
  currentUserAuthentication: attribute('ruletype_userconfirmeduservalidation'),
  currentUserJustification: attribute('ruletype_userconfirmeduservalidation_2'),
} as const satisfies Record<string, Attribute>

export const templateOf: ReadonlyMap<string, NonNullable<Attribute['template']>> = new Map(
  Object.values(attributes).flatMap(({ id, template }) => (template ? [[id, template]] : [])),
)

const option = (suffix: string): string => `${ruleGroupId}_${suffix}`

/** Option ids by owning setting: `…_deny` belongs to two settings, so that a value alone says nothing. */
export const ruleOptions = {
  appliesTo: option('allusers'),
  elevationType: {
    userConfirmed: option('self'),
    automatic: option('automatic'),
    supportApproved: option('supportarbitrated'),
    deny: option('deny'),
    currentUser: option('userconfirmeduser'),
  },
  childProcessBehavior: {
    requireRule: option('allowrunelevatedrulerequired'),
    allowAll: option('allowrunelevated'),
    denyAll: option('deny'),
  },
  signatureSource: {
    reusableSetting: option('signaturesource_0'),
    uploadedCertificate: option('signaturesource_1'),
  },
  certificateType: {
    publisher: option('publisher'),
    certificateAuthority: option('issuingauthority'),
  },
  arguments: option('arguments_allow'),
  userConfirmedValidation: {
    businessJustification: option('ruletype_validation_0'),
    windowsAuthentication: option('ruletype_validation_1'),
  },
  /** Here index 0 is Windows authentication, and the justification has a list of its own. */
  currentUserAuthentication: option('ruletype_userconfirmeduservalidation_0'),
  currentUserJustification: option('ruletype_userconfirmeduservalidation_2_0'),
} as const

const client = `${vendor}elevationclientsettings_`
const responseValidation = `${vendor}privilegemanagement_elevationclientsettings_defaultelevationresponse_validation`

/** The elevation settings policy: one root choice with nested choices; only the root has template ids. */
export const elevationSettingsTemplate = {
  instance: '58a79a4b-ba9b-4923-a7a5-6dc1a9f638a4',
  value: 'a13cc55c-307a-4962-aaec-20b832bf75c7',
}
export const clientSettings = {
  enable: { id: `${client}enableepm`, on: `${client}enableepm_1`, off: `${client}enableepm_0` },
  defaultResponse: {
    id: `${client}defaultelevationresponse`,
    options: {
      deny: `${client}defaultelevationresponse_0`,
      userConfirmation: `${client}defaultelevationresponse_1`,
      supportApproval: `${client}defaultelevationresponse_2`,
    },
  },
  validation: {
    id: responseValidation,
    options: {
      businessJustification: `${responseValidation}_0`,
      windowsAuthentication: `${responseValidation}_1`,
    },
  },
  detect: {
    id: `${client}allowelevationdetection`,
    on: `${client}allowelevationdetection_1`,
    off: `${client}allowelevationdetection_0`,
  },
  sendData: { id: `${client}senddata`, on: `${client}senddata_1`, off: `${client}senddata_0` },
  reportingScope: {
    id: `${client}reportingscope`,
    options: {
      diagnosticOnly: `${client}reportingscope_0`,
      managed: `${client}reportingscope_1`,
      all: `${client}reportingscope_2`,
    },
  },
} as const
