import { useEffect } from 'react'

const holdsFiles = ({ dataTransfer }: DragEvent) =>
  dataTransfer !== null && [...dataTransfer.types].includes('Files')

/** While a drop zone is there, a file dropped beside it does nothing: the browser would leave the page to show it. */
export const useNoStrayDrop = () => {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      // A zone has taken it already.
      if (event.defaultPrevented || !holdsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    }
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])
}
