// Says STARTEX for an exercise that was just made, so that its screen opens on a clock that runs.
import { api } from '../api';
import { Connection, type SocketLike } from '../connection';

const openSocket = (path: string) =>
  new WebSocket(
    `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`,
    'startex.v1',
  ) as unknown as SocketLike;

export async function sayStartex(exercise: string): Promise<void> {
  const nothing = () => undefined;
  const connection = new Connection({
    exercise,
    open: openSocket,
    stillSignedIn: () => api.signedIn(),
    onEvents: nothing,
    onReset: nothing,
    onSignal: nothing,
    onViewer: nothing,
    onStatus: nothing,
  });
  connection.start();
  try {
    await connection.call('exercise.start', {});
  } finally {
    connection.stop();
  }
}
