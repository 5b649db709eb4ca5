"""Who signs in with a password, and what she may do: permissions are read from the matrix, never from rows."""

from allauth.account.auth_backends import AuthenticationBackend

from resources import roles
from resources.models.base import allowed
from resources.roles import Scope


class RolesBackend(AuthenticationBackend):
    def get_all_permissions(self, user_obj, obj=None):
        """Superusers are answered by Django before it comes here."""
        if user_obj.is_anonymous or not user_obj.is_active or obj is not None:
            return set()
        return {f"resources.{name}" for name in roles.permissions(user_obj.roles)}

    def has_perm(self, user_obj, perm, obj=None):
        if user_obj.is_anonymous or not user_obj.is_active:
            return False
        action, _, model = perm.rpartition(".")[2].partition("_")
        scope = user_obj.scope(action, model)
        if scope == Scope.OWN and obj is not None:
            return allowed(type(obj)._default_manager.all(), user_obj, action).filter(pk=obj.pk).exists()
        return scope != Scope.NONE

    def has_module_perms(self, user_obj, app_label):
        return any(name.startswith(f"{app_label}.") for name in self.get_all_permissions(user_obj))
