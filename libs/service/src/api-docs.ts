import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { publicSchemas } from '#libs/contracts';

/** OpenAPI at `/docs`, and as a document at `/docs/openapi.json`. */
export function serveApiDocs(app: INestApplication, title: string): void {
  const config = new DocumentBuilder()
    .setTitle(title)
    .setDescription('Multilingual news pages in, clean, language-tagged, de-duplicated articles out.')
    .setVersion('1')
    .build();
  SwaggerModule.setup('docs', app, () => withContract(SwaggerModule.createDocument(app, config)), {
    jsonDocumentUrl: 'docs/openapi.json',
    customSiteTitle: title,
  });
}

/** The documents that routes refer to are the contract's own schemas. */
function withContract(document: OpenAPIObject): OpenAPIObject {
  const schemas = { ...document.components?.schemas, ...publicSchemas() };
  return { ...document, components: { ...document.components, schemas } };
}
