import type { INestApplication } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { publicSchemas } from '#libs/contracts';

/** For whoever runs the line; not a part of the API. */
const NOT_THE_API = ['/livez', '/readyz', '/metrics'];

/**
 * OpenAPI at `/docs`, and as a document at `/docs/openapi.json`.
 *
 * @param home where `/` leads
 */
export async function serveApiDocs(app: INestApplication, title: string, home = '/docs'): Promise<void> {
  // Two fifths of all modules of a process: who serves no API must not wait for them.
  const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  const config = new DocumentBuilder()
    .setTitle(title)
    .setDescription('Multilingual news pages in, clean, language-tagged, de-duplicated articles out.')
    .setVersion('1')
    .build();
  app.getHttpAdapter().get('/', (_request: Request, response: Response) => {
    response.redirect(home);
  });
  SwaggerModule.setup(
    'docs',
    app,
    () => withContract(SwaggerModule.createDocument(app, config, { autoTagControllers: false })),
    {
      jsonDocumentUrl: 'docs/openapi.json',
      customSiteTitle: title,
    },
  );
}

/** The documents that routes refer to are the contract's own schemas. */
function withContract(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => !NOT_THE_API.includes(path)));
  const schemas = { ...document.components?.schemas, ...publicSchemas() };
  return { ...document, paths, components: { ...document.components, schemas } };
}
