// Ends the process whose id is the argument once the parent of this one has gone, however it went:
// then the system closes the pipe that is standard input here.
const processId = Number(process.argv[2]);

process.stdin.resume().on('close', () => {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // It has ended already.
  }
});
