import { userOf } from '../people.ts'

export type Site = 'London' | 'Berlin' | 'Gothenburg' | 'Toronto' | 'Denver' | 'Curitiba'
export type Department =
  'Engineering' | 'Finance' | 'Sales' | 'Workshop' | 'IT Support' | 'Contractors'

type Row = readonly [alias: string, name: string, title: string, department: Department, site: Site]

const rows: readonly Row[] = [
  ['amelia.ward', 'Amelia Ward', 'Firmware engineer', 'Engineering', 'London'],
  ['jonas.brandt', 'Jonas Brandt', 'Software engineer', 'Engineering', 'Berlin'],
  ['lucia.moreno', 'Lucía Moreno', 'Data engineer', 'Engineering', 'Toronto'],
  ['kofi.mensah', 'Kofi Mensah', 'Build engineer', 'Engineering', 'London'],
  ['elin.lindqvist', 'Elin Lindqvist', 'Mechanical designer', 'Engineering', 'Gothenburg'],
  ['haruto.sakamoto', 'Haruto Sakamoto', 'Embedded developer', 'Engineering', 'Denver'],
  ['zofia.kaminska', 'Zofia Kamińska', 'Test engineer', 'Engineering', 'Berlin'],
  ['dev.iyer', 'Dev Iyer', 'Site reliability engineer', 'Engineering', 'Toronto'],
  ['marta.oliveira', 'Marta Oliveira', 'Electronics engineer', 'Engineering', 'Curitiba'],
  ['callum.reid', 'Callum Reid', 'Front-end developer', 'Engineering', 'London'],
  ['beatrix.nagy', 'Beatrix Nagy', 'Simulation engineer', 'Engineering', 'Berlin'],
  ['tariq.haddad', 'Tariq Haddad', 'Database developer', 'Engineering', 'Denver'],
  ['grace.okafor', 'Grace Okafor', 'Financial controller', 'Finance', 'London'],
  ['ulrich.weber', 'Ulrich Weber', 'Payroll specialist', 'Finance', 'Berlin'],
  ['camille.laurent', 'Camille Laurent', 'Treasury analyst', 'Finance', 'Toronto'],
  ['ana.souza', 'Ana Souza', 'Tax accountant', 'Finance', 'Curitiba'],
  ['peter.nowak', 'Peter Nowak', 'Accounts payable clerk', 'Finance', 'Berlin'],
  ['olivia.hart', 'Olivia Hart', 'Procurement manager', 'Finance', 'Denver'],
  ['sean.gallagher', 'Sean Gallagher', 'Account executive', 'Sales', 'London'],
  ['freya.nilsen', 'Freya Nilsen', 'Sales engineer', 'Sales', 'Gothenburg'],
  ['diego.ramirez', 'Diego Ramírez', 'Regional manager', 'Sales', 'Denver'],
  ['hannah.fischer', 'Hannah Fischer', 'Customer success manager', 'Sales', 'Berlin'],
  ['thomas.dubois', 'Thomas Dubois', 'Account executive', 'Sales', 'Toronto'],
  ['yara.mansour', 'Yara Mansour', 'Bid writer', 'Sales', 'London'],
  ['bruno.costa', 'Bruno Costa', 'Field sales representative', 'Sales', 'Curitiba'],
  ['nils.eriksson', 'Nils Eriksson', 'CNC operator', 'Workshop', 'Gothenburg'],
  ['agnes.holm', 'Agnes Holm', 'Maintenance technician', 'Workshop', 'Gothenburg'],
  ['joao.pereira', 'João Pereira', 'Line technician', 'Workshop', 'Curitiba'],
  ['karl.schubert', 'Karl Schubert', 'Calibration technician', 'Workshop', 'Berlin'],
  ['rosa.lima', 'Rosa Lima', 'Quality inspector', 'Workshop', 'Curitiba'],
  ['mikael.aalto', 'Mikael Aalto', 'Robot programmer', 'Workshop', 'Gothenburg'],
  ['wade.jenkins', 'Wade Jenkins', 'Tool maker', 'Workshop', 'Denver'],
  ['isla.macleod', 'Isla MacLeod', 'Service desk analyst', 'IT Support', 'London'],
  ['viktor.horvat', 'Viktor Horvat', 'Desktop engineer', 'IT Support', 'Berlin'],
  ['jasmine.cole', 'Jasmine Cole', 'Field support technician', 'IT Support', 'Denver'],
  ['rodrigo.alves', 'Rodrigo Alves', 'Service desk analyst', 'IT Support', 'Curitiba'],
  ['lena.petrova', 'Lena Petrova', 'Contract developer', 'Contractors', 'Berlin'],
  ['owen.blake', 'Owen Blake', 'Contract tester', 'Contractors', 'Toronto'],
  ['sofia.conti', 'Sofia Conti', 'Contract CAD drafter', 'Contractors', 'Gothenburg'],
  ['marcus.steel', 'Marcus Steel', 'Contract network engineer', 'Contractors', 'Denver'],
]

export type Employee = ReturnType<typeof userOf> & {
  alias: string
  site: Site
  department: Department
}

/** The 40 people of the sample tenant who are not there to sign in to the console. */
export const employees: readonly Employee[] = rows.map(
  ([alias, name, title, department, site]) => ({
    ...userOf(alias, name, title, department),
    alias,
    department,
    site,
  }),
)

/** As Graph shows them, without the columns that only the world builder needs; one account is blocked. */
export const employeeUsers = employees.map(({ alias, site: _site, ...user }) => ({
  ...user,
  accountEnabled: alias !== 'marcus.steel',
}))
