import type { INestApplication } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { publicSchemas } from '#libs/contracts';

/**
 * OpenAPI at `/docs`, and as a document at `/docs/openapi.json`.
 *
 * @param home where `/` leads
 */
export function serveApiDocs(app: INestApplication, title: string, home = '/docs'): void {
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
  const schemas = { ...document.components?.schemas, ...publicSchemas() };
  return { ...document, components: { ...document.components, schemas } };
}
