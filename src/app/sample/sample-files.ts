/**
 * The made-up shop's files as text. The policy allows no request, so they are modules of the bundle, loaded only when
 * somebody asks for the made-up shop. Written by `npm run sample`.
 */
export async function sampleFiles(): Promise<{ name: string; text: string }[]> {
  const [orders, customers, answers, interactions] = await Promise.all([
    import('../../../public/sample/orders.csv?raw'),
    import('../../../public/sample/customers.csv?raw'),
    import('../../../public/sample/answers.csv?raw'),
    import('../../../public/sample/interactions.csv?raw'),
  ]);
  return [
    { name: 'orders.csv', text: orders.default },
    { name: 'customers.csv', text: customers.default },
    { name: 'answers.csv', text: answers.default },
    { name: 'interactions.csv', text: interactions.default },
  ];
}
