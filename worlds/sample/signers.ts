import * as fictional from './certificates/fictional-certificates.ts'
import * as real from './certificates/public-certificates.ts'

/** Who signed a file: the chain leaf first, the issuer's name as the wire's `publisherName` carries it. */
export type Signer = {
  company: string
  issuer: string
  chain: readonly string[]
}

const trey = 'Trey Research Code Signing CA G2'
const wideWorld = 'Wide World Code Signing CA 2018'
const digiCert = 'DigiCert SHA2 Assured ID Code Signing CA'

export const signers = {
  fabrikam: {
    company: 'Fabrikam, Inc.',
    issuer: trey,
    chain: [fictional.fabrikam, fictional.treyResearchAuthority],
  },
  litware: {
    company: 'Litware GmbH',
    issuer: trey,
    chain: [fictional.litware, fictional.treyResearchAuthority],
  },
  /** Its certificate ended in 2022. */
  tailspin: {
    company: 'Tailspin Toys',
    issuer: trey,
    chain: [fictional.tailspin, fictional.treyResearchAuthority],
  },
  northwind: {
    company: 'Northwind Traders Ltd',
    issuer: wideWorld,
    chain: [fictional.northwind, fictional.wideWorldAuthority],
  },
  woodgrove: {
    company: 'Woodgrove Instruments',
    issuer: wideWorld,
    chain: [fictional.woodgrove, fictional.wideWorldAuthority],
  },
  adventureWorks: {
    company: 'Adventure Works Automação',
    issuer: wideWorld,
    chain: [fictional.adventureWorks, fictional.wideWorldAuthority],
  },
  /** Its certificate ended in January 2024. */
  proseware: {
    company: 'Proseware AB',
    issuer: wideWorld,
    chain: [fictional.proseware, fictional.wideWorldAuthority],
  },
  contoso: {
    company: 'Contoso',
    issuer: 'Contoso Internal Issuing CA 1',
    chain: [fictional.contosoClientEngineering, fictional.contosoAuthority],
  },
  /** Looks like Fabrikam with a Cyrillic letter, under an authority nobody trusts. */
  lookAlike: {
    company: 'F\u0430brikam, Inc.',
    issuer: 'Trey Research Code Signing CA G3',
    chain: [fictional.lookAlikeFabrikam, fictional.lookAlikeAuthority],
  },
  microsoft: {
    company: 'Microsoft Corporation',
    issuer: 'Microsoft Code Signing PCA 2011',
    chain: [real.microsoftCorporation],
  },
  chocolatey: {
    company: 'Chocolatey Software, Inc.',
    issuer: digiCert,
    chain: [real.chocolateySoftware, real.digiCertCodeSigning],
  },
  brave: {
    company: 'Brave Software, Inc.',
    issuer: digiCert,
    chain: [real.braveSoftware, real.digiCertCodeSigning],
  },
} as const satisfies Record<string, Signer>

export type SignerName = keyof typeof signers
