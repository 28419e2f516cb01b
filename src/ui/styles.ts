/** The one door to styling, so that the next major of Fluent is a change in one file. */
export { tokens } from '@fluentui/react-components'
export { makeStyles, mergeClasses, type GriffelStyle } from '@griffel/react'
