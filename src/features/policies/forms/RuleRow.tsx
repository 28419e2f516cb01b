import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down'
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up'
import { CopyRegular } from '@fluentui/react-icons/svg/copy'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle'
import { useRef } from 'react'

import { elevationTypeLabel } from '#domain/rules/in-words.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import type { Strength } from '#domain/rules/strength.ts'
import { RuleStanding } from '#src/shared/RuleStanding.tsx'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { useQuestion } from '#src/ui/use-question.ts'

import { CopyQuestion } from './CopyQuestion.tsx'
import { useRuleListStyles } from './rule-list-styles.ts'

type RowProps = {
  rule: RuleModel
  strength: Strength | undefined
  place: number
  last: boolean
  missing: number
  showErrors: boolean
  sorting: boolean
  copyReason: string | undefined
  onEdit: () => void
  onCopy: () => void
  onDelete: () => void
  onMove: (by: -1 | 1) => void
}

/** One rule in the editor's list: what it is, how sure it is, and the commands for it with their questions. */
export const RuleRow = (props: RowProps) => {
  const styles = useRuleListStyles()
  const { rule, strength, place, last, missing, showErrors, sorting, copyReason } = props
  const row = useRef<HTMLLIElement>(null)
  const { asking, ask, stop } = useQuestion<'delete' | 'copy'>(row)
  const called = rule.name === '' ? `rule ${place + 1}` : visibleText(rule.name)
  const flags = strength?.flags ?? []
  return (
    <li ref={row} className={styles.item}>
      <div className={styles.text}>
        <span className={styles.name}>
          <DeviceText value={rule.name} kind="name" flag missing="No rule name" />
        </span>
        <span className={styles.line}>
          {elevationTypeLabel(rule.elevationType)}
          {rule.fileName !== '' && (
            <>
              {' · '}
              <DeviceText value={rule.fileName} kind="fileName" shorten={48} />
            </>
          )}
        </span>
        {missing > 0 ? (
          <span className={showErrors ? styles.error : styles.line}>
            {showErrors && <ErrorCircleFilled aria-hidden className={styles.icon} />}
            Not complete: {missing === 1 ? 'one thing' : `${missing} things`} to mend
          </span>
        ) : (
          strength !== undefined && <RuleStanding strength={strength} errors={0} />
        )}
      </div>
      <div className={styles.commands}>
        {asking === 'copy' ? null : asking === 'delete' ? (
          <>
            <span role="alert">Delete {called}?</span>
            <Button
              size="small"
              appearance="primary"
              onClick={() => {
                stop()
                props.onDelete()
              }}
            >
              Delete
            </Button>
            <Button size="small" data-stay onClick={stop}>
              Keep
            </Button>
          </>
        ) : (
          <>
            <Button
              size="small"
              icon={<EditRegular />}
              aria-label={`Edit instance ${called}`}
              data-command={`edit ${place}`}
              {...(showErrors && missing > 0 ? { 'aria-invalid': true } : {})}
              onClick={props.onEdit}
            >
              Edit instance
            </Button>
            <CommandButton
              size="small"
              appearance="subtle"
              icon={<CopyRegular />}
              disabledReason={copyReason}
              onClick={flags.length > 0 ? () => ask('copy') : props.onCopy}
            >
              Copy
            </CommandButton>
            {sorting && (
              <>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowUpRegular />}
                  title="Move up"
                  aria-label={`Move ${called} up`}
                  data-command={`up ${place}`}
                  disabledFocusable={place === 0}
                  onClick={() => props.onMove(-1)}
                />
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowDownRegular />}
                  title="Move down"
                  aria-label={`Move ${called} down`}
                  data-command={`down ${place}`}
                  disabledFocusable={last}
                  onClick={() => props.onMove(1)}
                />
              </>
            )}
            <Button
              size="small"
              appearance="subtle"
              icon={<DeleteRegular />}
              title="Delete"
              aria-label={`Delete ${called}`}
              onClick={() => ask('delete')}
            />
          </>
        )}
      </div>
      {asking === 'copy' && (
        <CopyQuestion
          called={called}
          rule={rule}
          flags={flags}
          onNo={stop}
          onYes={() => {
            stop()
            props.onCopy()
          }}
        />
      )}
    </li>
  )
}
