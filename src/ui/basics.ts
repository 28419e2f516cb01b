/** The light parts of Fluent that the shell loads anyway. */
export { Button } from '@fluentui/react-components'
