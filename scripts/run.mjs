// The entry of every npm command. It must start on any Node that knows modules, so that an old one gets a sentence
// instead of a syntax error: what needs a newer Node is imported after the check.

const SUPPORTED = '20.19 or later, 22.13 or later, 24 or later';

function isSupported(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
}

if (!isSupported(process.versions.node)) {
  console.error(`Platebook needs Node ${SUPPORTED}; this is ${process.versions.node}. Install a newer one and run the command again.`);
  process.exitCode = 1;
} else if (process.platform === 'win32') {
  console.error('Platebook runs on Linux and macOS; on Windows, run it inside WSL (https://learn.microsoft.com/windows/wsl).');
  process.exitCode = 1;
} else {
  const { main } = await import('./commands.mjs');
  process.exitCode = await main(process.argv.slice(2));
}
