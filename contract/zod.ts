import * as z from 'zod'

// zod compiles parsers with `new Function`, which a strict Content-Security-Policy reports as a violation.
z.config({ jitless: true })

export { z }
