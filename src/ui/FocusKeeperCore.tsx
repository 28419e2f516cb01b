import { useFocusFinders } from '@fluentui/react-components'

/** Holds Fluent's focus library; load it through `FocusKeeper`. */
export const FocusKeeperCore = () => {
  useFocusFinders()
  return null
}
