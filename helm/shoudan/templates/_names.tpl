{{/* Labels by which a deployment, its service and its disruption budget find the pods of one service. */}}
{{- define "shoudan.selector" -}}
app.kubernetes.io/name: {{ .service }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "shoudan.labels" -}}
{{ include "shoudan.selector" . }}
app.kubernetes.io/part-of: shoudan
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* The name of a service's objects, for example shoudan-gateway-service. */}}
{{- define "shoudan.name" -}}
{{ printf "%s-%s" .root.Release.Name .service | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* One environment variable whose value stands in the installation's Secret. */}}
{{- define "shoudan.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.secret }}
      key: {{ .key }}
{{- end }}
