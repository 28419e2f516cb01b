/** What people write when they ask, with a weight: short and lazy is common, long is rare. */
export const reasons = [
  ['Need to install this for the Halden project, licence is already bought (PO 44871).', 3],
  ['Oscilloscope on bench 4 is not recognised without the new driver.', 3],
  ['install', 5],
  ['', 6],
  ['need it', 4],
  ['asap please', 3],
  ['Customer demo tomorrow at 9:00, the old version crashes when I open their file.', 3],
  ['Ticket INC0048213', 3],
  ['Flashing firmware on the test rig, the tool writes to the COM port driver.', 2],
  ['Monthly payroll update, has to be in before the 25th.', 2],
  ['same as last week', 2],
  ['.', 2],
  ['test', 2],
  ['Für die Kalibrierung an Linie 3 benötigt, Rücksprache mit Hr. Schubert.', 2],
  ['Preciso atualizar o CLP da linha 2 antes do turno da noite.', 2],
  ['Drivrutinen för svetsroboten måste uppdateras enligt leverantören.', 2],
  ['Mise à jour demandée par le support du fournisseur, dossier 2291.', 1],
  ['ラボの測定器を接続するために必要です。', 1],
  ['Printer on the second floor prints garbage since Monday 🖨️, this should fix it', 1],
  [
    'I work on three different customer branches and each needs another version of the tool chain, so I must reinstall it each time I switch. My manager Beatrix approved this on 3 November and Viktor from desktop engineering said to request it here every time.',
    1,
  ],
  ['My manager said you would approve this right away, do not call me back', 1],
  ['Reboot loop after patching, support asked me to run this repair tool.', 2],
  ['Debugging a service that only runs elevated.', 2],
] as const satisfies readonly (readonly [string, number])[]

export const approvalReasons = [
  ['', 4],
  ['Known tool, licence checked.', 3],
  ['Same file as approved last week.', 2],
  ['Checked the signature and the hash against the vendor page.', 3],
  ['One time only. Please ask packaging to put this into the Company Portal.', 2],
  ['OK per INC0048213.', 2],
  ['Freigabe nach Rücksprache mit der Fachabteilung.', 1],
] as const satisfies readonly (readonly [string, number])[]

export const denialReasons = [
  ['Available in the Company Portal, no elevation needed.', 3],
  ['Not signed, and the source is not known. Please name where it comes from.', 3],
  ['Personal software is not allowed on company devices.', 2],
  ['The certificate of this version ended. Please use the current version.', 2],
  ['File name pretends to be a document. Reported to the security team.', 1],
  ['No business reason given.', 2],
  ['Device is not compliant. Update it first, then ask again.', 2],
  ['', 1],
] as const satisfies readonly (readonly [string, number])[]
