/** Data: how safe what is kept here is, backup, restore, lock. */
export const keeping = {
  'stage.backup': 'Writing the backup',
  'stage.verify': 'Checking every byte of the backup',
  'stage.restore': 'Putting the backup in place',
  'stage.lock': 'Rewriting everything that is kept here',

  'safety.title': 'How safe is it?',
  'safety.fine': 'fine',
  'safety.look': 'look here',
  'safety.persisted': 'Kept by the browser',
  'safety.persisted-yes': 'The browser will not clear this on its own, even when it is short of room.',
  'safety.persisted-no': 'A browser that is short of room may clear this without asking.',
  'safety.persisted-refused':
    'The browser did not agree. Browsers often do once a page is bookmarked or installed; until then, keep a backup.',
  'safety.persist': 'Ask the browser to keep it',
  'safety.room': 'Room left',
  'safety.room-fine': '{used} taken here, {free} left.',
  'safety.room-tight': 'Only {free} left; {used} are taken here. The next file, or the lock, may not fit.',
  'safety.room-unknown': 'This browser does not say how much room there is.',
  'safety.room-go': 'Choose a file to take out',
  'safety.backup': 'Last backup',
  'safety.backup-none-yet': 'There is nothing to back up yet.',
  'safety.backup-never': 'Never. If this browser or device breaks, what is kept here is gone.',
  'safety.backup-days':
    '{days, plural, =0 {Today} one {Yesterday} other {# days ago}}, and nothing has been taken in or out since.',
  'safety.backup-changed':
    '{days, plural, =0 {Today} one {Yesterday} other {# days ago}}, but files have been taken in or out since.',
  'safety.backup-future':
    'The last backup carries a date that has not come yet ({when}): the clock of this device was changed. Make a new one to be sure.',

  'backup.title': 'Backup',
  'backup.lead':
    'One file with everything kept here: files, rows not taken in, settings, results. It is read back and checked before it is called done. Keep it on another device.',
  'backup.save': 'Save a backup',
  'backup.restore': 'Restore a backup',
  'backup.file': 'kith backup {day}.kith',
  'backup.file-before': 'kith backup {day}, before restoring.kith',
  'backup.done-file':
    'Saved and read back: {imports, plural, one {# import} other {# imports}}, {rows, plural, one {# row} other {# rows}}, {size}. Every byte on the disk is as it was written.',
  'backup.done-download':
    'Handed to your downloads: {imports, plural, one {# import} other {# imports}}, {rows, plural, one {# row} other {# rows}}, {size}. It was checked before it was handed over; this browser does not let a page look at the file on the disk, so see that it is there.',
  'backup.locked-note': 'Your workspace is locked, and so is the backup: it opens with the same passphrase or recovery code.',

  'restore.title': 'Restore this backup?',
  'restore.checking': 'Every byte of “{name}” is being checked first. Nothing is changed by that.',
  'restore.what':
    '{imports, plural, =0 {No imports} one {# import} other {# imports}}, {rows, plural, one {# row} other {# rows}}, made on {when}.',
  'restore.files': 'In it: {names}',
  'restore.checked': 'All of it was read and is whole.',
  'restore.sealed': 'This backup was made on {when} from a locked workspace. Give its passphrase to see what is in it.',
  'restore.sealed-go': 'Open it',
  'restore.lock-comes': 'It is locked: from then on, its passphrase opens this workspace.',
  'restore.over':
    'You keep {imports, plural, one {# import} other {# imports}} with {rows, plural, one {# row} other {# rows}} here. They would be replaced, not added to. A backup of them is saved first; if that does not work, nothing is replaced.',
  'restore.go': 'Restore',
  'restore.go-over': 'Back up what is here, then replace it',
  'restore.keep': 'Leave everything as it is',
  'restored.title': 'Restored',
  'restored.text': 'What was in the backup is here again.',
  'start.restore-title': 'Have a backup from Kith?',
  'start.restore': 'Restore it',

  'newer.title': 'This was written by a newer Kith',
  'newer.text': 'You can save a copy of what is here first, unread and unchanged. A Kith of that version can restore it.',
  'newer.save': 'Save a copy',
  'newer.file': 'kith copy {day}.kith',
  'newer.done-file': 'Saved and read back ({size}).',
  'newer.done-download': 'Checked and handed to your downloads ({size}).',

  'lock.title': 'Lock',
  'lock.lead-off':
    'Without a lock, whoever can use this browser can read what is kept here. With one, everything is encrypted, and opens only with your passphrase.',
  'lock.lead-on': 'Everything kept here is encrypted. It opens with your passphrase or the recovery code.',
  'lock.on': 'Lock this workspace',
  'lock.now': 'Lock now',
  'lock.change': 'Change the passphrase',
  'lock.off': 'Take the lock off',
  'lock.on-title': 'Choose a passphrase',
  'lock.on-text':
    'There is nobody who could send you a new one: if you lose both the passphrase and the recovery code, what is kept here is lost. A few words that belong only to you are better than a short, complicated one.',
  'lock.passphrase': 'Passphrase',
  'lock.passphrase-new': 'New passphrase',
  'lock.passphrase-again': 'The same once more',
  'lock.too-short': 'At least {n, number} characters.',
  'lock.not-same': 'The two are not the same.',
  'lock.on-go': 'Encrypt everything',
  'lock.busy': 'Encrypting…',
  'lock.change-title': 'Change the passphrase',
  'lock.change-text': 'The recovery code you have stops working; you get a new one.',
  'lock.change-go': 'Change it',
  'lock.off-title': 'Take the lock off?',
  'lock.off-text': 'Everything is decrypted, and whoever can use this browser can read it. Backups you have stay encrypted.',
  'lock.off-go': 'Take it off',
  'lock.code-title': 'Your recovery code',
  'lock.code-text':
    'It opens this workspace should you forget the passphrase. It is shown only now. Print it, or write it down, and keep it away from this device.',
  'lock.code-copy': 'Copy',
  'lock.code-copied': 'Copied',
  'lock.code-download': 'Download',
  'lock.code-print': 'Print',
  'lock.code-done': 'I have it safe',
  'lock.code-file': 'kith recovery code.txt',
  'lock.code-in-file':
    'Recovery code of your Kith workspace\n\n{code}\n\nIt opens the workspace in place of the passphrase. Keep it where nobody else finds it.\n',

  'unlock.title': 'Your workspace is locked',
  'unlock.text': 'Everything kept here is encrypted. Give the passphrase to see it.',
  'unlock.go': 'Unlock',
  'unlock.busy': 'Unlocking…',
  'unlock.use-code': 'Use the recovery code',
  'unlock.use-passphrase': 'Use the passphrase',
  'unlock.code': 'Recovery code',
  'unlock.code-hint': 'Seven groups of four. Dashes and small letters do not matter.',
  'unlock.forgotten': 'I have forgotten the passphrase',
  'unlock.forgotten-code': 'The recovery code opens it just as well. Afterwards, choose a new passphrase under Data.',
  'unlock.forgotten-lost':
    'Without passphrase and recovery code, nobody can open it, we neither. What is lost then: everything kept in this browser, that is the imported rows, your settings and the results. What is not lost: your CSV files, and backups made before the lock. Backups made since need the passphrase too.',
  'unlock.forgotten-wipe':
    'To begin anew, wipe everything; then drop in your files again, or restore a backup made before the lock.',
} as const;
