/** The light parts of Fluent that the shell loads anyway. */
export { Badge, Button, Spinner, Tooltip } from '@fluentui/react-components'
