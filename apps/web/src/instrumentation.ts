/** Runs once when the server starts: settings are checked before the first request, not by it. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { startProcess } = await import('./server/start-process.ts');
  startProcess();
}
