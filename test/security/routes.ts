import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicSpecs } from '#libs/contracts';
import { MessageLog, openLog } from '#libs/messaging';
import { createHttpApp, createLogger, GlobalsModule, HEALTH_CHECKS, Metrics, readSettings } from '#libs/platform';
import {
  accessSettings,
  fetchSettings,
  ingestSettings,
  openAccess,
  publishSettings,
  RootModule,
  serveApiDocs,
} from '#libs/service';
import { createStore, Store } from '#libs/store';
import { acquisitionOptions, IngestHttpModule } from '#apps/ingest';
import { CONSOLE_HOME, PublishHttpModule, publishOptions } from '#apps/publish';

/** As much of Express's router as tells its routes. */
interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
}

/** Every route of ingest and publish, as Express has them: from controllers, and those put in beside Nest. */
export async function routesOf(): Promise<{ method: string; path: string }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-routes-'));
  const log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
  const store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
  await store.migrate();
  const settings = readSettings({ ...accessSettings, ...ingestSettings, ...fetchSettings, ...publishSettings }, {});
  const access = await openAccess({ settings, host: '127.0.0.1', store, isEmbedded: true });
  const globals = GlobalsModule.with([
    { provide: MessageLog, useValue: log },
    { provide: Store, useValue: store },
    { provide: Metrics, useValue: new Metrics({ service: 'test' }) },
    { provide: HEALTH_CHECKS, useValue: [] },
  ]);
  const ingest = IngestHttpModule.with({ ...acquisitionOptions(settings), maxBacklog: 0 });
  const app = await createHttpApp(
    RootModule.withHealth(globals, ingest, PublishHttpModule.with(publishOptions(settings))),
    {
      logger: createLogger({ level: 'error', json: false, service: 'test' }),
      maxBodyBytes: 1000,
      door: access.door,
    },
  );
  try {
    await serveApiDocs(app, 'test', CONSOLE_HOME);
    await app.init();
    const { router } = app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
    return router.stack.flatMap(({ route }) => {
      if (route === undefined) return [];
      const methods = Object.keys(route.methods).filter((method) => route.methods[method]);
      return [route.path].flat().flatMap((path) => methods.map((method) => ({ method: method.toUpperCase(), path })));
    });
  } finally {
    await app.close();
    await access.close();
    await log.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}
