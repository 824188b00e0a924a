/** Providers that deliver `name+anything@` to `name@`; a dot where any ending of that name will do. */
const ignoresPlus =
  /^(gmail\.com|outlook\..+|hotmail\..+|live\..+|msn\.com|icloud\.com|me\.com|mac\.com|fastmail\.(com|fm)|proton\.me|protonmail\.(com|ch)|pm\.me)$/;
/** Names before the @ that stand for an office, not for a person. */
const offices = new Set(
  (
    'info kontakt contact contacts office hello hallo hi mail email post sales verkauf shop store orders order bestellung ' +
    'bestellungen support service kundenservice customerservice help admin administrator webmaster postmaster billing ' +
    'invoice invoices rechnung rechnungen buchhaltung accounts accounting team noreply no-reply donotreply do-not-reply none ' +
    'noemail no-email nomail unknown test example anonymous guest'
  ).split(' '),
);

/** The address in lower case, without `mailto:` and angle brackets; '' where it is none. */
export function addressOf(text: string): string {
  const address = text
    .trim()
    .replace(/^<|>$/g, '')
    .replace(/^mailto:/i, '')
    .toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : '';
}

/**
 * The mailbox that a lower-case address reaches: dots and what follows a plus are taken out only where the provider ignores
 * them (Gmail both; Outlook, iCloud, Fastmail and Proton the plus). googlemail.com is gmail.com. Any other address is its own.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1) === 'googlemail.com' ? 'gmail.com' : address.slice(at + 1);
  let local = address.slice(0, at);
  if (ignoresPlus.test(domain) && local.indexOf('+') > 0) local = local.slice(0, local.indexOf('+'));
  if (domain === 'gmail.com') local = local.replaceAll('.', '') || local;
  return `${local}@${domain}`;
}

/** Whether an address belongs to an office or a machine (info@, noreply@) rather than to one person. */
export function isOffice(address: string): boolean {
  return offices.has(address.slice(0, address.lastIndexOf('@')));
}
