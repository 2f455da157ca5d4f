{{- define "babelwire.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What selects the pods of a release; with (dict "root" $ "component" "ingest") those of one service. Never change: it is immutable. */}}
{{- define "babelwire.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end -}}

{{- define "babelwire.labels" -}}
{{ include "babelwire.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "babelwire.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end -}}

{{- define "babelwire.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "babelwire.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end -}}
{{- end -}}

{{/* The Secret that pods read their variables from; empty when there is none. "suffix" is for the one of the setup job. */}}
{{- define "babelwire.secret" -}}
{{- if .root.Values.existingSecret -}}
{{ .root.Values.existingSecret }}
{{- else if .root.Values.secrets -}}
{{ include "babelwire.fullname" .root }}{{ .suffix }}
{{- end -}}
{{- end -}}

{{/* What is missing or contradicts itself, in words, before anything is sent to the cluster. */}}
{{- define "babelwire.check" -}}
{{- if not .Values.config.KAFKA_BROKERS -}}
{{- fail "\n\nconfig.KAFKA_BROKERS is not set: the brokers of your Kafka cluster, e.g. --set config.KAFKA_BROKERS=kafka-1:9092\\,kafka-2:9092" -}}
{{- end -}}
{{- if and .Values.existingSecret .Values.secrets -}}
{{- fail "\n\nexistingSecret and secrets are both set; give one of them" -}}
{{- end -}}
{{- if not (or .Values.existingSecret .Values.secrets.MONGODB_URI .Values.config.MONGODB_URI) -}}
{{- fail "\n\nMONGODB_URI is not set: give it as secrets.MONGODB_URI or as a key of existingSecret, e.g. mongodb://mongo:27017/?replicaSet=rs0" -}}
{{- end -}}
{{- range $name, $_ := .Values.secrets -}}
{{- if hasKey $.Values.config $name -}}
{{- fail (printf "\n\n%s is set in config and in secrets; give it once" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Variables of a pod: config, then those of the service, which win. */}}
{{- define "babelwire.env" -}}
{{- range $name, $value := merge (dict) .own .root.Values.config }}
{{- if ne (toString $value) "" }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* What every pod of the chart has, whatever it runs. */}}
{{- define "babelwire.podDefaults" -}}
automountServiceAccountToken: false
# Variables named after services of the namespace could be taken for settings (KAFKA_…).
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext: {{- toYaml .Values.podSecurityContext | nindent 2 }}
volumes:
  - name: tmp
    emptyDir: { sizeLimit: 256Mi }
{{- end -}}

{{- define "babelwire.containerDefaults" -}}
image: {{ include "babelwire.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext: {{- toYaml .Values.securityContext | nindent 2 }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end -}}

{{/* Topics whose lag tells how many replicas a service needs, as a list. The resolver's topic has one partition and one reader. */}}
{{- define "babelwire.topics" -}}
{{- get (dict
  "ingest" (list "news.captures.v1")
  "language" (list "news.articles.extracted.v1")
  "dedup" (list "news.articles.tagged.v1")
  "publish" (list "news.articles.resolved.v1" "news.stories.resolved.v1" "news.captures.extracted.v1")
  ) . | toJson -}}
{{- end -}}
