{{/* The default plug-ins, and Dovetail beside them as an extender. */}}
{{- define "dovetail.schedulerConfiguration" -}}
apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
leaderElection:
  leaderElect: true
  resourceName: {{ .Values.scheduler.name }}
  resourceNamespace: {{ .Release.Namespace }}
profiles:
  - schedulerName: {{ .Values.scheduler.name }}
extenders:
  - urlPrefix: http://127.0.0.1:8888/extender
    filterVerb: filter
    prioritizeVerb: prioritize
    preemptVerb: preempt
    weight: 10
    enableHTTPS: false
    httpTimeout: 2s
    # Names instead of whole nodes: calls are small.
    nodeCacheCapable: true
    # Without an answer, pods are scheduled as they always were.
    ignorable: true
{{- end -}}

{{/* The kube-scheduler beside the controller, as an entry of a pod's containers. */}}
{{- define "dovetail.schedulerContainer" -}}
- name: kube-scheduler
  image: "{{ .Values.scheduler.image.repository }}:{{ .Values.scheduler.image.tag }}"
  command:
    - kube-scheduler
    - --config=/etc/dovetail/scheduler-config.yaml
  ports:
    - name: scheduler
      containerPort: 10259
  livenessProbe:
    httpGet:
      path: /healthz
      port: scheduler
      scheme: HTTPS
    initialDelaySeconds: 15
  resources: {{- toYaml .Values.scheduler.resources | nindent 4 }}
  securityContext: {{- include "dovetail.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - name: scheduler-config
      mountPath: /etc/dovetail
      readOnly: true
    # In the place of the pod's own account, which is the controller's.
    - name: scheduler-token
      mountPath: /var/run/secrets/kubernetes.io/serviceaccount
      readOnly: true
{{- end -}}

{{- define "dovetail.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}
