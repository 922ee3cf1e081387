{{- define "dovetail.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "dovetail.labels" -}}
app.kubernetes.io/name: {{ include "dovetail.name" . }}
{{ include "dovetail.commonLabels" . }}
{{- end -}}

{{- define "dovetail.schedulerLabels" -}}
app.kubernetes.io/name: {{ .Values.scheduler.name }}
{{ include "dovetail.commonLabels" . }}
{{- end -}}

{{- define "dovetail.commonLabels" -}}
app.kubernetes.io/part-of: dovetail
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "dovetail.selector" -}}
app.kubernetes.io/name: {{ include "dovetail.name" . }}
{{- end -}}

{{/* "true" where a scheduler runs beside the controller. */}}
{{- define "dovetail.steers" -}}
{{- if not (has .Values.mode (list "observe" "steer" "apply")) -}}
{{- fail (printf "mode is observe, steer or apply, not %s" .Values.mode) -}}
{{- end -}}
{{- if ne .Values.mode "observe" -}}true{{- end -}}
{{- end -}}

{{/* What the size sets, as YAML. */}}
{{- define "dovetail.size" -}}
{{- if eq .Values.size "small" -}}
workers: 1
timeLimit: 2
resources: {requests: {cpu: 250m, memory: 192Mi}, limits: {memory: 512Mi}}
{{- else if eq .Values.size "medium" -}}
workers: 2
timeLimit: 5
resources: {requests: {cpu: "1", memory: 1Gi}, limits: {memory: 2Gi}}
{{- else if eq .Values.size "large" -}}
workers: 4
timeLimit: 20
resources: {requests: {cpu: "4", memory: 3Gi}, limits: {memory: 6Gi}}
{{- else -}}
{{- fail (printf "size is small, medium or large, not %s" .Values.size) -}}
{{- end -}}
{{- end -}}

{{/* The options that the mode asks for, as a YAML list. */}}
{{- define "dovetail.modeArguments" -}}
- --mode={{ .Values.mode }}
{{- if include "dovetail.steers" . }}
- --extender-address=127.0.0.1:8888
{{- end }}
{{- if eq .Values.mode "apply" }}
{{- range $kind := list "Plan" "Node" "Owner" "Namespace" "Hour" }}
{{- $limit := index $.Values.apply.limits (printf "per%s" $kind) }}
{{- if not (kindIs "invalid" $limit) }}
- --max-evictions-per-{{ lower $kind }}={{ int $limit }}
{{- end }}
{{- end }}
- --step-timeout={{ int .Values.apply.stepTimeout }}
{{- range .Values.apply.maintenanceWindows }}
- {{ printf "--maintenance-window=%s" . | quote }}
{{- end }}
{{- range .Values.apply.protectedNamespaces }}
- {{ printf "--protected-namespace=%s" . | quote }}
{{- end }}
- --protected-namespace=$(POD_NAMESPACE)
{{- end }}
{{- end -}}
